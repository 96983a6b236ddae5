# What MIME-tools finds in the mail on standard input: a JSON list of its parts that hold no
# further parts, each with its type, its parameters and its bytes.
use strict;
use warnings;
use JSON::PP;
use MIME::Base64;
use MIME::Parser;

binmode STDIN;
my $parser = MIME::Parser->new;
$parser->output_to_core(1);
my $mail = $parser->parse(\*STDIN);
my @parts = map {
    my ($head, $body) = ($_->head, $_->bodyhandle->as_string);
    {
        type        => $_->effective_type,
        method      => $head->mime_attr('content-type.method'),
        component   => $head->mime_attr('content-type.component'),
        charset     => $head->mime_attr('content-type.charset'),
        disposition => $head->mime_attr('content-disposition') || undef,
        filename    => $head->recommended_filename,
        base64      => encode_base64($body, ''),
    }
} grep { !$_->parts } $mail->parts_DFS;
print JSON::PP->new->encode({ type => $mail->effective_type, parts => \@parts });
