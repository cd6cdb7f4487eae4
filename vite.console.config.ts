import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { themeScript } from './vite.theme-script.ts'

/** What many pages and layers share, but for the large ones: those are loaded where they are wanted. */
const isSmallAndOurs = (id: string) =>
  /[\\/]src[\\/](ui|console|contract)[\\/](?!QrCode|.*dialog|ConfirmByTyping|Drawer|Code)|lucide/i.test(id)

/** The admin console. The server hands out `dist/console` under `/admin/`. */
export default defineConfig({
  root: 'src/console',
  base: '/admin/',
  plugins: [themeScript(), tailwindcss(), react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    // Which file holds what: the server reads it for preloads, the bench for the weight of a first load.
    manifest: true,
    target: 'es2022',
    // The content security policy has no `data:` for scripts and fonts.
    assetsInlineLimit: 0,
    // A browser without modulepreload loads its modules all the same.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Fewer and larger files: each begins its compression anew, and is named in the list of what to load with what.
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 2 },
            { name: 'kit', test: isSmallAndOurs, minShareCount: 9, priority: 1 },
          ],
        },
      },
    },
  },
})
