/**
 * What a statement gives, or undefined where it broke this unique constraint: somebody else was quicker. PostgreSQL goes on with nothing in
 * such a transaction, so the unit has to be given up.
 */
export async function unlessTaken<T>(constraint: string, statement: Promise<T>): Promise<T | undefined> {
  try {
    return await statement
  } catch (error) {
    const broke = error as { code?: string; constraint?: string }
    if (broke.code === '23505' && broke.constraint === constraint) return undefined
    throw error
  }
}
