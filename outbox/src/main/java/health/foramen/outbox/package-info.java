/**
 * An event leaves exactly when its state was stored, and is applied once.
 *
 * <p>A service writes what is now true and the events that say so in <em>one</em> document write
 * ({@link health.foramen.outbox.StateDocuments}). Afterwards, never on the thread of the request, the
 * {@link health.foramen.outbox.Outbox} publishes what waits in the document, in order, and takes out only what the
 * broker acknowledged. A process that dies in between leaves the events where they are: the sweeper of any instance
 * finds and sends them. So an event may be sent twice but is never lost and never invented.
 *
 * <p>On the other side {@link health.foramen.outbox.EventConsumers} hands each event to its
 * {@link health.foramen.outbox.EventHandler}. Every event states the whole present fact of its key with a sequence that
 * grows; the handler stores that sequence in the document that it changes and answers
 * {@link health.foramen.outbox.Handled#SUPERSEDED} for anything that is not newer. What can never be applied is buried as
 * a dead letter with its reason and blocks nobody; what cannot be applied <em>now</em> is tried again in place.
 */
package health.foramen.outbox;
