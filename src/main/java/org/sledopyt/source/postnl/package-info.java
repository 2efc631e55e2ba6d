/** PostNL. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.postnl;
