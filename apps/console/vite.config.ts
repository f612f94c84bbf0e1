import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 650,
    // Of the contract the console takes the words of refusals; its schemas, made as it loads, would come along unused.
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !/[\\/]packages[\\/]contract[\\/]|[\\/]typebox[\\/]/.test(id) },
    },
  },
  // While the console is being worked on, `npx vite apps/console` serves it and passes the API on.
  server: { proxy: { '/v1': 'http://127.0.0.1:3870', '/openapi.json': 'http://127.0.0.1:3870' } },
});
