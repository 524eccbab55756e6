// Compiles the committed assets; with --check, compiles to a temporary folder and fails when what is committed differs.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, 'node_modules')
const committed = join(here, '..', 'resources', 'static', 'assets')

const fonts = {
  'atkinson-hyperlegible-next': ['latin-wght-normal', 'latin-ext-wght-normal', 'latin-wght-italic'],
  'atkinson-hyperlegible-mono': ['latin-wght-normal'],
  'source-serif-4': ['latin-wght-normal', 'latin-ext-wght-normal']
}

function build (target) {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(join(target, 'fonts'), { recursive: true })
  const css = sass.compile(join(here, 'src', 'comity.scss'), {
    style: 'compressed',
    loadPaths: [modules],
    quietDeps: true
  }).css
  writeFileSync(join(target, 'comity.css'), css + '\n')
  cpSync(join(here, 'src', 'js'), target, { recursive: true })
  cpSync(join(here, 'src', 'images'), join(target, 'images'), { recursive: true })
  const library = readFileSync(join(modules, 'govuk-frontend', 'dist', 'govuk', 'govuk-frontend.min.js'), 'utf8')
  writeFileSync(join(target, 'govuk-frontend.min.js'), library.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'))
  cpSync(join(here, 'src', 'govuk-frontend.LICENSE.txt'), join(target, 'govuk-frontend.LICENSE.txt'))
  const tus = readFileSync(join(modules, 'tus-js-client', 'dist', 'tus.min.js'), 'utf8')
  writeFileSync(join(target, 'tus.min.js'), tus.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'))
  cpSync(join(modules, 'tus-js-client', 'LICENSE'), join(target, 'tus.LICENSE.txt'))
  for (const [family, cuts] of Object.entries(fonts)) {
    const source = join(modules, '@fontsource-variable', family)
    for (const cut of cuts) {
      const file = `${family}-${cut}.woff2`
      cpSync(join(source, 'files', file), join(target, 'fonts', file))
    }
    cpSync(join(source, 'LICENSE'), join(target, 'fonts', `${family}.LICENSE.txt`))
  }
}

function list (folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort()
}

if (process.argv.includes('--check')) {
  const fresh = mkdtempSync(join(tmpdir(), 'comity-assets-'))
  try {
    build(fresh)
    const names = [...new Set([...list(fresh), ...list(committed)])]
    const stale = names.filter((name) => !existsSync(join(fresh, name)) || !existsSync(join(committed, name)) ||
      !readFileSync(join(fresh, name)).equals(readFileSync(join(committed, name))))
    if (stale.length > 0) {
      console.error('Committed assets are not current: ' + stale.join(', ') + '\nRun: mvn -Pfrontend generate-resources')
      process.exitCode = 1
    } else {
      console.log(`Committed assets are current (${names.length} files).`)
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
} else {
  build(committed)
  console.log('Built ' + list(committed).length + ' files into src/main/resources/static/assets')
}
