import { api } from '#http/api.ts'
import type { Door } from '#http/create-app.ts'
import { deviceSurface } from '#http/device-surface.ts'

/** Every door that a house in a test has. A new one is a line here, as it is in `server.ts`. */
export const doors: readonly Door[] = [api, deviceSurface]
