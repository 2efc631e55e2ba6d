-- Since when signed webhooks of a source come; null: they do not, so that polls are all there is.
alter table gates add column pushed_at timestamptz;
