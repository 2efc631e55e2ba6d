/** La Poste, Colissimo and Chronopost. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.laposte;
