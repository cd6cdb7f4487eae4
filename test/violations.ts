import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The rules that read colours: all that a theme can change where the page is the same otherwise. */
const ofColours = ['color-contrast', 'link-in-text-block']

interface Choice {
  /** `colours`: the same page, in the same width, has been looked at whole in the other theme. */
  readonly look?: 'whole' | 'colours'
  readonly without?: readonly string[]
}

/** What axe's rules (WCAG 2.2 AA and its own best practice) object to on a page as it stands, one line each. */
export async function findViolations(
  page: Page,
  { look = 'whole', without = [] }: Choice = {},
): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    // To tell in detail what is right costs three times as much as to find what is wrong.
    .options({ resultTypes: ['violations'] })
    // A page without frames needs no second page to put its results together on.
    .setLegacyMode(page.frames().length === 1)
  const chosen = look === 'whole' ? axe.withTags(tags).disableRules([...without]) : axe.withRules(ofColours)
  const { violations } = await chosen.analyze()
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  )
}
