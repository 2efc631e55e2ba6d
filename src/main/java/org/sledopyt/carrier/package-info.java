/** Carriers and their numbers: recognition, formats, operators, links. Data and pure code; knows no other package. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.carrier;
