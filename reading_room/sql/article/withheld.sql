-- Why less than the whole text of the version is kept, where it is so
select action, words from withheld where capture_id = :capture_id;
