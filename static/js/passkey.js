/* Passkeys: asks the shop for a question, the browser for its answer, and
 * posts that as any other form.  Without this script the page says that the
 * other ways are open. */
'use strict';

(function () {
  const forms = document.querySelectorAll('form[data-passkey]');
  const can = window.PublicKeyCredential && navigator.credentials &&
    window.isSecureContext;

  function bytes(text) {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(plain, (c) => c.charCodeAt(0));
  }

  function text(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replaceAll('+', '-').replaceAll('/', '_')
      .replaceAll('=', '');
  }

  const keys = (ids) => ids.map((id) => ({ type: 'public-key', id: bytes(id) }));

  /* The question; nothing when the browser goes elsewhere first. */
  async function ask(form) {
    const answer = await fetch(form.dataset.ask, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({
        token: form.elements.token.value,
        next: form.elements.next ? form.elements.next.value : '',
      }),
      credentials: 'same-origin',
    });
    if (!answer.ok) throw new Error('refused');
    const question = await answer.json();
    if (!question.go) return question;
    location.assign(question.go);
    return null;
  }

  async function create(q) {
    const made = await navigator.credentials.create({ publicKey: {
      challenge: bytes(q.challenge),
      rp: { id: q.host, name: q.shop },
      user: { id: bytes(q.user), name: q.email, displayName: q.name },
      pubKeyCredParams: q.algs.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: keys(q.keys),
      authenticatorSelection: { residentKey: 'required',
        requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      timeout: q.timeout,
    } });
    return { client: text(made.response.clientDataJSON),
      auth: text(made.response.getAuthenticatorData()) };
  }

  async function get(q) {
    const said = await navigator.credentials.get({ publicKey: {
      challenge: bytes(q.challenge),
      rpId: q.host,
      allowCredentials: keys(q.keys),
      userVerification: 'required',
      timeout: q.timeout,
    } });
    const r = said.response;
    return { id: text(said.rawId), client: text(r.clientDataJSON),
      auth: text(r.authenticatorData), sig: text(r.signature),
      user: r.userHandle ? text(r.userHandle) : '' };
  }

  async function run(form, button, said) {
    button.setAttribute('aria-disabled', 'true');
    said.textContent = '';
    try {
      const q = await ask(form);
      if (!q) return;
      const answer = await (form.dataset.passkey === 'new' ? create(q) : get(q));
      form.elements.step.value = q.step;
      for (const [name, value] of Object.entries(answer))
        form.elements[name].value = value;
      form.submit();
    } catch (e) {
      said.textContent = e.name === 'InvalidStateError' && form.dataset.here ||
        form.dataset.failed;
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  for (const p of document.querySelectorAll('[data-scriptless]')) p.hidden = true;

  for (const form of forms) {
    const none = document.getElementById(form.dataset.none);
    if (!can || location.hostname !== form.dataset.host) {
      if (none) none.hidden = false;
      continue;
    }
    const button = form.querySelector('button');
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (button.getAttribute('aria-disabled') !== 'true')
        run(form, button, form.querySelector('[role=status]'));
    });
  }
})();
