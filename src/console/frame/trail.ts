/** The cursors of the pages before this one, as the history entry keeps them: a cursor leads forward only. */
export const trailOf = (state: object): readonly string[] =>
  'trail' in state && Array.isArray(state.trail)
    ? state.trail.filter((cursor) => typeof cursor === 'string')
    : []
