import { useEffect, useState } from 'react'
import { appPhone } from '../app-phone.ts'
import type { Arrival } from '../arrival.ts'
import { phoneState, reload } from '../phone-state.ts'
import { forgetSetting, readSetting, writeSetting } from '../settings-store.ts'
import { needsHomeScreen } from '../this-phone.ts'
import { emptyDraft, type OnboardingDraft } from './onboarding-draft.ts'

interface Draft {
  /** Null where none is under way, undefined until that is known. */
  readonly draft: OnboardingDraft | null | undefined
  readonly advance: (change: Partial<OnboardingDraft>) => Promise<void>
  readonly begin: (start: Partial<OnboardingDraft>) => Promise<void>
  readonly leave: () => Promise<void>
}

/** The set-up that is under way, kept on the phone step by step. A link that the app is opened with takes the place of an older one. */
export function useDraft(arrival: Arrival): Draft {
  const [draft, setDraft] = useState<OnboardingDraft | null>()
  const keep = async (next: OnboardingDraft) => {
    await writeSetting('onboarding', next)
    // First what is enrolled: the screens after it show the organisation.
    if (next.deviceId !== null) await reload()
    setDraft(next)
  }
  useEffect(() => {
    async function start() {
      const kept = await readSetting('onboarding')
      if (arrival.kind === 'claim') {
        const step = needsHomeScreen() ? 'home-screen' : 'confirm'
        const next: OnboardingDraft = { ...emptyDraft, step, claim: arrival.link }
        await writeSetting('onboarding', next)
        return setDraft(next)
      }
      // A notification of a request outranks a set-up: its last words are over, and a further organisation's can go on later.
      if (arrival.kind === 'request' && kept) {
        if (kept.deviceId) await forgetSetting('onboarding')
        if (kept.deviceId || (await appPhone.store.listEnrolments()).length > 0) return setDraft(null)
      }
      setDraft(kept ?? null)
    }
    void start()
  }, [arrival])
  return {
    draft,
    advance: (change) => keep({ ...(draft ?? emptyDraft), ...change }),
    begin: (start) => keep({ ...emptyDraft, ...start }),
    async leave() {
      await forgetSetting('onboarding')
      setDraft(phoneState().enrolments.length > 0 ? null : emptyDraft)
    },
  }
}
