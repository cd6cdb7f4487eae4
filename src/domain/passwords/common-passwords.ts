let list: Promise<ReadonlySet<string>> | undefined

/**
 * Whether a password is among some 49,000 that people choose most, in any case. The list is loaded by the first that asks: some three
 * megabytes, which an installation without passwords does not spend.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  list ??= load()
  return (await list).has(password.toLowerCase())
}

async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].map((word) => String(word).toLowerCase()))
}
