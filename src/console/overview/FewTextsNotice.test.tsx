import { screen } from '@testing-library/react'
import { expect } from 'vitest'
import { getMe } from '#contract/me.ts'
import { test } from '../../../test/harness.ts'
import { renderWithApi } from '../../../test/render.tsx'
import { FewTextsNotice } from './FewTextsNotice.tsx'

test('says whose texts are running out, and how many went', async ({ house }) => {
  const auditor = await house.addAdmin('auditor')
  const client = house.as(auditor)
  const { fewTexts } = await client(getMe, { params: {}, body: {} })
  expect(fewTexts).toBeNull()
  renderWithApi(client, <FewTextsNotice whose="all" used={1200} perDay={1500} />)
  await screen.findByText('Few texts are left today')
  screen.getByText(/1,200 of the 1,500 texts of a day are used up/)
  renderWithApi(client, <FewTextsNotice whose="strangers" used={7} perDay={14} />)
  await screen.findByText('New browsers get no more texts today')
  screen.getByText(/had 7 texts sent/)
})
