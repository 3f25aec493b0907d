export { parseYamlApart } from './readApart';
