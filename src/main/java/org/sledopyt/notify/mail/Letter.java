package org.sledopyt.notify.mail;

/** A mail as words: what stands in it, not yet how it travels. */
record Letter(String subject, String text, String html) {}
