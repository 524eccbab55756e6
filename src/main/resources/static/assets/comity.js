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
