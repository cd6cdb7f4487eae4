import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { themeScript } from './vite.theme-script.ts'

/** The app on the phone. The server hands out `dist/authenticator` under `/app/`. */
export default defineConfig({
  root: 'src/authenticator',
  base: '/app/',
  plugins: [
    themeScript(),
    tailwindcss(),
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'sw.ts',
      scope: '/app/',
      registerType: 'prompt',
      // The app registers the worker itself: the content security policy keeps inline scripts out.
      injectRegister: null,
      manifest: {
        id: '/app/',
        start_url: '/app/',
        scope: '/app/',
        name: 'Latchkey',
        short_name: 'Latchkey',
        description: 'Approve sign-ins with your phone.',
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#f7f7f9',
        theme_color: '#f7f7f9',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      // The manifest's icons come along by themselves.
      injectManifest: { globPatterns: ['**/*.{js,css,html,woff2,svg}'] },
    }),
  ],
  build: {
    outDir: '../../dist/authenticator',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // A browser without modulepreload loads its modules all the same.
    modulePreload: { polyfill: false },
    // What the page begins with is one file: each begins its compression anew.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'frame', tags: ['$initial'] }] } } },
  },
})
