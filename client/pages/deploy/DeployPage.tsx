export const DeployPage = () => null
