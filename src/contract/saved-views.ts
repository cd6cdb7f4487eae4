import * as z from 'zod/mini'
import { SavedViewId } from './ids.ts'
import { Instant, line, Nothing, operation } from './operation.ts'

/** Filters of the users list under a name, each administrator's own. */
export const SavedView = z.object({
  id: SavedViewId,
  name: z.string(),
  /** The query of the list's address, without `?`. */
  query: z.string(),
  createdAt: Instant,
})
export type SavedView = z.output<typeof SavedView>

export const listSavedViews = operation({
  method: 'GET',
  path: '/saved-views',
  summary: 'One’s own saved views of the users list, oldest first',
  permission: 'users:read',
  access: 'read',
  params: Nothing,
  body: Nothing,
  result: z.object({ items: z.array(SavedView) }),
  problems: [],
})

/** Under a name that is there already it takes that view's place. */
export const saveView = operation({
  method: 'PUT',
  path: '/saved-views',
  summary: 'Keep a view of the users list under a name',
  permission: 'users:read',
  access: 'write',
  params: Nothing,
  body: z.strictObject({
    name: line(60),
    query: z.string().check(z.maxLength(2000), z.regex(/^[\w\-.~%+&=,@:*]*$/)),
  }),
  result: SavedView,
  problems: ['too-many-views'],
})

export const deleteSavedView = operation({
  method: 'DELETE',
  path: '/saved-views/{savedViewId}',
  summary: 'Forget a saved view',
  permission: 'users:read',
  access: 'write',
  params: z.strictObject({ savedViewId: SavedViewId }),
  body: Nothing,
  result: Nothing,
  problems: ['view-not-found'],
})
