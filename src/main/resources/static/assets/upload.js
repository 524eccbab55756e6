// Files go by the tus protocol, which goes on after a cut. Without this script the form sends them as it stands.
import './tus.min.js'

const { tus } = globalThis
const slice = 16 * 1024 * 1024
const lang = document.documentElement.lang || 'en'

function amount (bytes) {
  const [unit, of] = bytes >= 2 ** 30 ? ['gigabyte', 2 ** 30] : bytes >= 2 ** 20 ? ['megabyte', 2 ** 20] : ['kilobyte', 1024]
  return new Intl.NumberFormat(lang, { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / of)
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))

// No answer, or one that will be another soon.
const passing = (status) => [0, 409, 423, 429, 500, 502, 503, 504].includes(status)

class Refused extends Error {}

function begin (form) {
  const words = form.dataset
  const field = form.querySelector('input[type="file"]')
  const list = form.querySelector('.comity-uploads')
  const pattern = form.querySelector('template')
  const status = form.querySelector('[role="status"]')
  const again = form.querySelector('[data-comity-upload-again]')
  const headers = { [words.tokenHeader]: words.token }
  let busy = false

  function refusal (code, type, text) {
    if (code === 401 || code === 403) return new Refused(words.signedOut)
    if (type.startsWith('text/plain') && text) return new Refused(text)
    return new Refused(code === 404 ? words.gone : words.failed)
  }

  // One line of the list: what it shows changes often, what is read out only when it means something else.
  function line (file, number) {
    const element = pattern.content.firstElementChild.cloneNode(true)
    const name = element.querySelector('.comity-upload__name')
    const bar = element.querySelector('progress')
    const said = element.querySelector('.comity-upload__said')
    name.id = 'upload-' + number
    bar.setAttribute('aria-labelledby', name.id)
    name.firstElementChild.textContent = file.name
    said.textContent = words.waiting
    list.append(element)
    return {
      progress (sent) {
        bar.value = file.size ? sent / file.size : 1
        said.textContent = words.progress.replace('{0}', amount(sent)).replace('{1}', amount(file.size))
      },
      say (text, kind) {
        if (said.textContent === text) return
        said.textContent = text
        element.classList.toggle('comity-upload--refused', kind === 'refused')
        element.classList.toggle('comity-upload--stored', kind === 'stored')
        status.textContent = file.name + ': ' + text
      }
    }
  }

  // What has come whole is asked about until it is known what became of it.
  async function outcome (address, file, row) {
    row.say(words.checking)
    for (;;) {
      let answer
      try {
        answer = await fetch(address, {
          method: 'PATCH',
          headers: { ...headers, 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(file.size), 'Content-Type': 'application/offset+octet-stream' },
          body: new Uint8Array(0)
        })
      } catch {
        row.say(words.paused)
      }
      if (answer?.status === 204) return
      if (answer && !passing(answer.status)) throw refusal(answer.status, answer.headers.get('Content-Type') ?? '', await answer.text())
      await pause(3)
    }
  }

  function known (file, account) {
    for (const { dataset } of document.querySelectorAll('[data-comity-coming]')) {
      if (dataset.name === file.name && dataset.size === String(file.size) && dataset.modified === String(file.lastModified) &&
        (dataset.account ?? '') === account) return dataset.address
    }
    return null
  }

  function send (file, account, row) {
    return new Promise((resolve, reject) => {
      const upload = new tus.Upload(file, {
        endpoint: words.endpoint,
        uploadUrl: known(file, account),
        chunkSize: slice,
        storeFingerprintForResuming: false,
        retryDelays: [1000, 3000, 5000, 10000, 20000],
        headers,
        metadata: { filename: file.name, account, modified: String(file.lastModified) },
        onProgress: (sent) => row.progress(sent),
        onShouldRetry (error) {
          const retry = passing(error.originalResponse?.getStatus() ?? 0)
          if (retry) row.say(words.paused)
          return retry
        },
        onSuccess: () => outcome(upload.url, file, row).then(resolve, reject),
        onError (error) {
          const answer = error.originalResponse
          const code = answer?.getStatus() ?? 0
          if (passing(code)) {
            row.say(words.paused)
            setTimeout(() => upload.start(), 20000)
          } else {
            reject(refusal(code, answer.getHeader('Content-Type') ?? '', answer.getBody()))
          }
        }
      })
      upload.start()
    })
  }

  form.addEventListener('submit', async (event) => {
    if (field.files.length === 0 && !busy) return
    event.preventDefault()
    if (busy) return
    busy = true
    const account = form.elements.namedItem('account')?.value ?? ''
    list.replaceChildren()
    list.hidden = false
    again.hidden = true
    const rows = [...field.files].map((file, number) => [file, line(file, number)])
    let refused = false
    for (const [file, row] of rows) {
      try {
        await send(file, account, row)
        row.say(words.stored, 'stored')
      } catch (fault) {
        refused = true
        row.say(fault instanceof Refused ? fault.message : words.failed, 'refused')
      }
    }
    busy = false
    if (refused) {
      again.hidden = false
    } else {
      location.reload()
    }
  })
}

document.querySelectorAll('[data-comity-upload]').forEach(begin)
