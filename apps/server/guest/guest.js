// The guest page's only script: sends the form and how the content was taken. Served as it is, to any browser.
(() => {
  const content = document.getElementById('content');
  const { code, rule } = content.dataset;
  const send = (path, body) =>
    fetch(`/g/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify({ code, ...body }),
      keepalive: true,
    });
  const action = document.getElementById('action');
  if (rule && action)
    action.addEventListener('click', () => void send('reactions', { ruleId: rule, reaction: 'click' }));

  const claim = document.getElementById('claim');
  const take = async () => {
    const answer = await send('claims', { ruleId: rule });
    const told = await answer.json();
    content.querySelector('[role=status]').textContent = answer.ok
      ? claim.dataset.claimed + told.couponCode
      : `${told.says} ${told.remedy}`;
    claim.hidden = answer.ok;
  };
  if (claim) claim.addEventListener('click', () => void take());

  const form = document.querySelector('form');
  if (!form) return;
  const status = form.querySelector('[role=status]');
  const join = async () => {
    const button = form.querySelector('button');
    button.disabled = true;
    const ticked = [...form.querySelectorAll('input[type=checkbox]:checked')];
    const consents = Object.fromEntries(ticked.map((one) => [one.name, Number(one.dataset.version)]));
    const identifier = { kind: 'phone', value: form.querySelector('#phone').value };
    const language = document.documentElement.lang;
    try {
      const answer = await send('joins', { identifier, consents, language });
      const problem = answer.ok ? null : await answer.json();
      status.textContent = problem ? `${problem.says} ${problem.remedy}` : form.dataset.joined;
      button.hidden = answer.ok;
    } catch {
      status.textContent = form.dataset.failed;
    }
    button.disabled = false;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void join();
  });
})();
