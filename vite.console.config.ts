import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { themeScript } from './vite.theme-script.ts'

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
  },
})
