import type * as contract from '#contract/saved-views.ts'
import { deleteSavedView, listSavedViews, saveView } from '#domain/saved-views/saved-views.ts'
import type { Handlers } from './mount.ts'

export const savedViews: Handlers<typeof contract> = {
  listSavedViews: async (work) => ({ items: await listSavedViews(work) }),
  saveView: (work, { body }) => saveView(work, body),
  deleteSavedView: async (work, { params }) => {
    await deleteSavedView(work, params)
    return {}
  },
}
