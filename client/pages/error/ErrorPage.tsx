export const ErrorPage = () => null
