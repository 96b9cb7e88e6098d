export const ReleasePage = () => null
