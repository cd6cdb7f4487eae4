import type { Mail } from '../ports.ts'
import type { Work } from '../work.ts'

export async function queueMail(_work: Work, _mail: Omit<Mail, 'id'>): Promise<void> {
  throw new Error('queueMail')
}
