#!/usr/bin/perl
# The text work of tests/sqlcheck.sh.
#   extract FILE  preprocessed C -> "FILE<TAB>SQL" lines
#   lint          such lines -> "LINE: what is not portable"
#   prepare       such lines -> one PREPARE a line, binds numbered
use strict;
use warnings;

my ($mode, $file) = @ARGV;

sub unquote {
	my ($c) = @_;
	my $sql = '';
	while ($c =~ /"((?:[^"\\]|\\.)*)"/gs) {
		my $part = $1;
		$part =~ s/\\n|\\t/ /g;
		$part =~ s/\\(.)/$1/gs;
		$sql .= $part;
	}
	$sql =~ s/\s+/ /g;
	return $sql;
}

sub extract {
	local $/;
	my $text = <STDIN>;
	while ($text =~ /\@SQL((?:\s*"(?:[^"\\]|\\.)*")*)\s*\@END/gs) {
		print "$file\t", unquote($1), "\n";
	}
}

# Without string literals and comments, so that words are SQL's own.
sub bare {
	my ($sql) = @_;
	$sql =~ s/'(?:[^']|'')*'/''/g;
	return $sql;
}

my @words = (
	[qr/\bifnull\s*\(/i, 'ifnull: use coalesce'],
	[qr/\bgroup_concat\b/i, 'group_concat: join in C'],
	[qr/\b(?:strftime|julianday|unixepoch|datetime|date|time)\s*\(/i,
		'a date function: times are integers, made in C'],
	[qr/\bprintf\s*\(/i, 'printf: format in C'],
	[qr/\bautoincrement\b/i, 'AUTOINCREMENT'],
	[qr/\binsert\s+or\b/i, 'INSERT OR: use ON CONFLICT'],
	[qr/\breplace\s+into\b/i, 'REPLACE INTO: use ON CONFLICT'],
	[qr/\b_?rowid_?\b|\boid\b/i, 'rowid: name the key'],
	[qr/\b(?:glob|regexp|match)\b/i, 'GLOB, REGEXP or MATCH'],
	[qr/\bpragma\b|\bsqlite_\w+/i, 'PRAGMA or sqlite_master'],
	[qr/\b(?:instr|iif|last_insert_rowid|changes|total)\s*\(/i,
		'a function of SQLite'],
	[qr/\bcollate\s+nocase\b/i, 'COLLATE NOCASE: fold in C'],
	[qr/"/, 'a double quote: it quotes names, not texts'],
	[qr/==/, '==: use ='],
);

# max(a, b) of SQLite is greatest(a, b) of PostgreSQL.
sub scalar_extreme {
	my ($sql) = @_;
	while ($sql =~ /\b(?:max|min)\s*\(/gi) {
		my $depth = 1;
		for my $c (split //, substr($sql, pos($sql))) {
			$depth++ if $c eq '(';
			$depth-- if $c eq ')';
			last if $depth == 0;
			return 1 if $c eq ',' && $depth == 1;
		}
	}
	return 0;
}

sub lint {
	while (my $line = <STDIN>) {
		chomp $line;
		my $sql = bare((split /\t/, $line, 2)[1]);
		for my $word (@words) {
			print "$.: $word->[1]\n" if $sql =~ $word->[0];
		}
		print "$.: max or min of several values: use CASE\n"
			if scalar_extreme($sql);
	}
}

sub number_of {
	my ($number, $name) = @_;
	$number->{$name} = 1 + keys %$number if !exists $number->{$name};
	return '$' . $number->{$name};
}

# :name becomes \$1, \$2 ..., the same name the same number.  A string literal
# and the type after :: stay as they are.
sub prepare {
	while (my $line = <STDIN>) {
		chomp $line;
		my $sql = (split /\t/, $line, 2)[1];
		my %number;
		$sql =~ s{('(?:[^']|'')*')|(::\s*\w+)|:([A-Za-z_]\w*)}{
			defined $1 ? $1 : defined $2 ? $2 : number_of(\%number, $3)
		}ge;
		print "PREPARE s$. AS $sql;\n";
	}
}

if ($mode eq 'extract') {
	extract();
} elsif ($mode eq 'lint') {
	lint();
} elsif ($mode eq 'prepare') {
	prepare();
} else {
	die "extract, lint or prepare\n";
}
