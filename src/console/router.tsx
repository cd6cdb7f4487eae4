import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Button } from '#ui/Button.tsx'
import { LinkButton } from '#ui/LinkButton.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { parseSearch, stringifySearch } from './address-text.ts'
import { addresses } from './addresses.ts'
import { applicationsSearch } from './applications/applications-search.ts'
import { jobSearch } from './bulk/job-search.ts'
import { casesSearch } from './cases/cases-search.ts'
import { diagnosisSearch } from './diagnosis/diagnosis-search.ts'
import { ErrorState, NothingHere } from './frame/ErrorState.tsx'
import { Frame } from './frame/Frame.tsx'
import { leaveFirstPage } from './frame/first-page.ts'
import { knownSearch } from './known-search.ts'
import { mergeSearch } from './merging/merge-search.ts'
import { providersSearch } from './providers/providers-search.ts'
import { settingsSearch } from './settings/settings-search.ts'
import { testSignInSearch } from './test-sign-in/test-sign-in-search.ts'
import { failuresTexts } from './texts/failures.ts'
import { userSearch } from './users/user-search.ts'
import { usersSearch } from './users/users-search.ts'

const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NoSuchPage })

const overview = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./overview/OverviewPage.tsx'), 'OverviewPage'),
})

const users = createRoute({
  getParentRoute: () => rootRoute,
  path: '/users',
  validateSearch: knownSearch(usersSearch),
  component: lazyRouteComponent(() => import('./users/UsersPage.tsx'), 'UsersPage'),
})

const user = createRoute({
  getParentRoute: () => rootRoute,
  path: '/users/$userId',
  validateSearch: knownSearch(userSearch),
  component: lazyRouteComponent(() => import('./users/UserPage.tsx'), 'UserPage'),
})

const userDiagnosis = createRoute({
  getParentRoute: () => rootRoute,
  path: '/users/$userId/why',
  validateSearch: knownSearch(diagnosisSearch),
  component: lazyRouteComponent(() => import('./diagnosis/UserDiagnosisPage.tsx'), 'UserDiagnosisPage'),
})

const reference = createRoute({
  getParentRoute: () => rootRoute,
  path: '/why',
  validateSearch: knownSearch(diagnosisSearch),
  component: lazyRouteComponent(() => import('./diagnosis/ReferencePage.tsx'), 'ReferencePage'),
})

const merge = createRoute({
  getParentRoute: () => rootRoute,
  path: '/users/$userId/merge',
  validateSearch: knownSearch(mergeSearch),
  component: lazyRouteComponent(() => import('./merging/MergePage.tsx'), 'MergePage'),
})

const duplicates = createRoute({
  getParentRoute: () => rootRoute,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('./merging/DuplicatesPage.tsx'), 'DuplicatesPage'),
})

const job = createRoute({
  getParentRoute: () => rootRoute,
  path: '/jobs/$jobId',
  validateSearch: knownSearch(jobSearch),
  component: lazyRouteComponent(() => import('./bulk/JobPage.tsx'), 'JobPage'),
})

const applications = createRoute({
  getParentRoute: () => rootRoute,
  path: '/applications',
  validateSearch: knownSearch(applicationsSearch),
  component: lazyRouteComponent(() => import('./applications/ApplicationsPage.tsx'), 'ApplicationsPage'),
})

const application = createRoute({
  getParentRoute: () => rootRoute,
  path: '/applications/$applicationId',
  component: lazyRouteComponent(() => import('./applications/ApplicationPage.tsx'), 'ApplicationPage'),
})

const providers = createRoute({
  getParentRoute: () => rootRoute,
  path: '/providers',
  validateSearch: knownSearch(providersSearch),
  component: lazyRouteComponent(() => import('./providers/ProvidersPage.tsx'), 'ProvidersPage'),
})

const provider = createRoute({
  getParentRoute: () => rootRoute,
  path: '/providers/$providerId',
  component: lazyRouteComponent(() => import('./providers/ProviderPage.tsx'), 'ProviderPage'),
})

const cases = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cases',
  validateSearch: knownSearch(casesSearch),
  component: lazyRouteComponent(() => import('./cases/CasesPage.tsx'), 'CasesPage'),
})

const oneCase = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('./cases/CasePage.tsx'), 'CasePage'),
})

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  validateSearch: knownSearch(settingsSearch),
  component: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
})

const testSignIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/test-sign-in',
  validateSearch: knownSearch(testSignInSearch),
  component: lazyRouteComponent(() => import('./test-sign-in/TestSignInPage.tsx'), 'TestSignInPage'),
})

const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signed-in',
  component: lazyRouteComponent(() => import('./frame/SignedInPage.tsx'), 'SignedInPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    job,
    overview,
    users,
    user,
    userDiagnosis,
    reference,
    merge,
    duplicates,
    applications,
    application,
    providers,
    provider,
    cases,
    oneCase,
    settings,
    testSignIn,
    signedIn,
  ]),
  basepath: addresses.admin,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => (
    <>
      <h1 className="sr-only">{failuresTexts.broken.heading}</h1>
      <ErrorState
        error={error instanceof Error ? error : new Error('unknown', { cause: error })}
        title={failuresTexts.broken.title}
        onRetry={reset}
      />
    </>
  ),
})

router.subscribe('onRendered', leaveFirstPage)

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function NoSuchPage() {
  return (
    <>
      <PageHeader title={failuresTexts.nothing.heading} />
      <NothingHere
        title={failuresTexts.nothing.title}
        actions={
          <>
            <LinkButton href={addresses.overview}>{failuresTexts.nothing.overview}</LinkButton>
            <Button onClick={() => window.history.back()}>{failuresTexts.nothing.back}</Button>
          </>
        }
      >
        {failuresTexts.nothing.text}
      </NothingHere>
    </>
  )
}
