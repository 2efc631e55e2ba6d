/** Royal Mail. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.royalmail;
