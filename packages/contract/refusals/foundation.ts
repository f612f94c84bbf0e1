import { entry, type RefusalEntry } from './entry.ts';

/** What any route can answer. */
export const foundation = {
  invalid_request: entry(
    'invalid',
    ['The request does not have the documented shape.', '请求的格式不符合文档。'],
    ['Correct the field that is named and send it again.', '请更正所指出的字段后重新发送。'],
  ),
  not_found: entry(
    'not_found',
    ['There is nothing under this address for you.', '此地址下没有您可以访问的内容。'],
    ['Check the address and that the id belongs to your merchant.', '请检查地址以及编号是否属于您的商户。'],
  ),
  unauthenticated: entry(
    'unauthenticated',
    ['This needs a signed-in person or an API key.', '此操作需要登录或 API 密钥。'],
    ['Sign in, or send the key as "Authorization: Bearer …".', '请先登录，或以 "Authorization: Bearer …" 发送密钥。'],
  ),
  forbidden: entry(
    'forbidden',
    ['Your role or key may not do this.', '您的角色或密钥无权执行此操作。'],
    ['Ask the owner for a role or a key with the scope that is named.', '请向店主申请具有所列权限的角色或密钥。'],
  ),
  cross_site_request: entry(
    'forbidden',
    ['A signed-in browser may write only from our own pages.', '已登录的浏览器只能从本系统页面写入。'],
    ['Use the console, or an API key.', '请使用控制台或 API 密钥。'],
  ),
  idempotency_key_reused: entry(
    'conflict',
    ['This idempotency key was used for another request.', '此幂等键已用于另一请求。'],
    [
      'Use a new key for a new request; repeat the first one unchanged.',
      '新请求请使用新的幂等键；重试请保持内容不变。',
    ],
  ),
  too_many_requests: entry(
    'limited',
    ['Too many requests in a short time.', '短时间内请求过多。'],
    ['Wait as long as the Retry-After header says.', '请按 Retry-After 响应头等待后再试。'],
  ),
  internal_error: entry(
    'internal',
    ['Something on our side broke; nothing was changed.', '系统内部出错，未作任何更改。'],
    ['Try again; if it stays, report the request id.', '请重试；若仍出错，请报告请求编号。'],
  ),
  unavailable: entry(
    'unavailable',
    ['A part that this needs does not answer right now.', '所需的服务暂时不可用。'],
    ['Try again in a moment with the same idempotency key.', '请稍后用同一幂等键重试。'],
  ),
  request_too_large: entry(
    'too_large',
    ['The request is larger than allowed.', '请求超过允许的大小。'],
    ['Send a smaller one, or import a large file with the command line.', '请发送较小的内容，或用命令行导入大文件。'],
  ),
} satisfies Record<string, RefusalEntry>;
