export { permissionPolicyModule } from './module';
