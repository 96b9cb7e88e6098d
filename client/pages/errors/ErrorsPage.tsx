export const ErrorsPage = () => null
