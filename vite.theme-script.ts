import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const source = new URL('src/ui/theme.js', import.meta.url)

/** Puts `src/ui/theme.js` into every page of a front end as an external script that runs before the first paint. */
export function themeScript(): Plugin {
  let base = '/'
  let emitted: string | undefined
  return {
    name: 'latchkey-theme-script',
    configResolved(config) {
      base = config.base
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url !== `${base}theme.js` && request.url !== '/theme.js') return next()
        response.setHeader('content-type', 'text/javascript')
        response.end(readFileSync(source))
      })
    },
    buildStart() {
      if (this.environment.mode !== 'build') return
      emitted = this.emitFile({ type: 'asset', name: 'theme.js', source: readFileSync(source) })
    },
    generateBundle: {
      order: 'pre',
      handler() {
        if (emitted) emitted = this.getFileName(emitted)
      },
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        { tag: 'script', attrs: { src: `${base}${emitted ?? 'theme.js'}` }, injectTo: 'head-prepend' },
      ],
    },
  }
}
