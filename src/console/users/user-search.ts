/** What a user's page has open, as it stands in the address. */
export const userLayers = ['code', 'unregister', 'lost-phone', 'override'] as const
export type UserLayer = (typeof userLayers)[number]

export interface UserSearch {
  open?: UserLayer
}

export function userSearch(given: Record<string, unknown>): UserSearch {
  const open = userLayers.find((layer) => layer === given.open)
  return open ? { open } : {}
}
