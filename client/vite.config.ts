import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  // The contract lies beside the client and is imported by both sides.
  server: { fs: { allow: [here('..')] } },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy allows fonts and pictures from files and nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
