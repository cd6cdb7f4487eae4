import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { themeScript } from './vite.theme-script.ts'

/** A person's own account. The server hands out `dist/account` under `/account/`. */
export default defineConfig({
  root: 'src/account',
  base: '/account/',
  plugins: [themeScript(), tailwindcss(), react()],
  build: {
    outDir: '../../dist/account',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // The content security policy has no `data:` for scripts and fonts.
    assetsInlineLimit: 0,
    // A browser without modulepreload loads its modules all the same.
    modulePreload: { polyfill: false },
  },
})
