// Everything here is an extra: each page works without it.
import { initAll } from './govuk-frontend.min.js'

initAll()

// A hash can be copied in full. The button is hidden until the browser can do it.
for (const box of document.querySelectorAll('[data-comity-copy]')) {
  const button = box.querySelector('button')
  const full = box.querySelector('[data-comity-copy-text]')
  const said = box.querySelector('[role="status"]')
  if (!button || !full || !said || !navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(full.textContent.trim())
      said.textContent = button.dataset.copied
    } catch {
      // Permission was refused: show the whole text and select it, so that it can be copied by hand.
      box.classList.add('comity-hash--open')
      const range = document.createRange()
      range.selectNodeContents(full)
      getSelection().removeAllRanges()
      getSelection().addRange(range)
      said.textContent = button.dataset.failed
    }
  })
}

// Passkeys: what the browser is asked stands on the form, what it answers goes into a field of it.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0))
const toText = (buffer) => buffer
  ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  : undefined

function asked (options) {
  const withIds = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }))
  return {
    ...options,
    challenge: toBytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: toBytes(options.user.id) } }),
    ...(options.allowCredentials && { allowCredentials: withIds(options.allowCredentials) }),
    ...(options.excludeCredentials && { excludeCredentials: withIds(options.excludeCredentials) })
  }
}

function answered (credential) {
  const response = credential.response
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      authenticatorData: response.signature ? toText(response.authenticatorData) : undefined,
      signature: toText(response.signature),
      userHandle: toText(response.userHandle),
      transports: response.getTransports?.()
    }
  })
}

for (const form of document.querySelectorAll('[data-comity-passkey]')) {
  if (!form.dataset.options || !window.PublicKeyCredential) continue
  form.hidden = false
  const said = form.querySelector('[role="status"]')
  form.addEventListener('submit', async (event) => {
    const field = form.elements.namedItem('credential')
    if (field.value) return
    event.preventDefault()
    said.textContent = ''
    try {
      const publicKey = asked(JSON.parse(form.dataset.options))
      const credential = form.dataset.comityPasskey === 'create'
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey })
      field.value = answered(credential)
      form.submit()
    } catch {
      // Refused, timed out, or no passkey here: the person may try again.
      said.textContent = form.dataset.failed
    }
  })
}

// Two minutes before the session ends the page says so; it is never left, for that would lose what is typed.
for (const banner of document.querySelectorAll('[data-comity-ending]')) {
  const early = 120
  const stay = banner.querySelector('button')
  let timer
  const plan = (seconds) => {
    clearTimeout(timer)
    timer = setTimeout(() => { banner.hidden = false }, Math.max(0, Number(seconds) - early) * 1000)
  }
  plan(banner.dataset.left)
  stay?.addEventListener('click', async () => {
    const answer = await fetch(banner.dataset.stay, { headers: { Accept: 'text/plain' } })
    if (answer.ok && !answer.redirected) {
      banner.hidden = true
      plan(await answer.text())
    } else {
      stay.hidden = true
    }
  })
}

for (const button of document.querySelectorAll('[data-comity-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
