export { InMemoryTicketRepository } from './domain/inMemoryTicketRepository.js';
export type { Ticket } from './domain/ticket.js';
export { TicketNotFoundError } from './domain/ticketNotFoundError.js';
export type { TicketRepository } from './domain/ticketRepository.js';
export { TicketService } from './domain/ticketService.js';
export { ticketsModule } from './http/ticketsModule.js';
