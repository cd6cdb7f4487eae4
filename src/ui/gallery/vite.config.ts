import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { themeScript } from '../../../vite.theme-script.ts'

/** Every component in its states, to look at: `npx vite src/ui/gallery`. No part of the product. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [themeScript(), tailwindcss(), react()],
  build: { outDir: '../../../dist/gallery', emptyOutDir: true, assetsInlineLimit: 0 },
})
