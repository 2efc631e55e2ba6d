/** Russian Post: tracking by SOAP, number by number or by ticket. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.russianpost;
