// Loaded before the page is drawn, so that what works only with JavaScript is styled so from the start.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
