/**
 * What the services promise each other lies in files: {@code <service>/contract}. The producer of an event owns its schema and
 * its example; a consumer pins an example trimmed to the fields it reads. Here the two sides are held against each other, so
 * that neither service needs the other to be built or tested.
 */
package health.foramen.journeys.contracts;
