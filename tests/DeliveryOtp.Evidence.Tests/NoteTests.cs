using System.Text;
using DeliveryOtp.Evidence.Log;
using DeliveryOtp.Evidence.Notes;

namespace DeliveryOtp.Evidence.Tests;

/// <summary>C2SP signed-note and tlog-checkpoint.</summary>
public sealed class NoteTests : IDisposable
{
    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    private readonly NoteSigner _signer = new("otp.example.org/log", Seed);

    public void Dispose() => _signer.Dispose();

    /// <summary>The example of the package that the format comes from (golang.org/x/mod/sumdb/note).</summary>
    [Fact]
    public void A_note_that_others_signed_is_read()
    {
        const string note =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
            + "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        var signed = SignedNote.Parse(note);
        Assert.True(signed.IsSignedBy(NoteVerifier.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")));
        Assert.False(SignedNote.Parse(note.Replace("problem is", "problem was", StringComparison.Ordinal))
            .IsSignedBy(NoteVerifier.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")));
    }

    [Fact]
    public void A_checkpoint_that_the_log_signed_is_opened_again()
    {
        var checkpoint = new Checkpoint("otp.example.org/log", 300, LogHash.OfLeaf("x"u8));
        Assert.Equal(checkpoint, Checkpoint.Open(checkpoint.SignedBy(_signer), NoteVerifier.Parse(_signer.Verifier.ToString())));
    }

    [Theory]
    [InlineData("300", "301")]
    [InlineData("otp.example.org/log\n300", "otp.example.com/log\n300")]
    [InlineData("\n\n", "\n\n\n")]
    [InlineData("— otp", "- otp")]
    public void A_checkpoint_that_was_changed_is_none(string what, string by)
    {
        var note = new Checkpoint("otp.example.org/log", 300, LogHash.OfLeaf("x"u8)).SignedBy(_signer);
        Assert.Throws<FormatException>(() => Checkpoint.Open(note.Replace(what, by, StringComparison.Ordinal), _signer.Verifier));
    }

    [Fact]
    public void Another_keys_checkpoint_is_none_of_this_log()
    {
        using var other = new NoteSigner("otp.example.org/log", [.. Seed.Reverse()]);
        var note = new Checkpoint("otp.example.org/log", 300, LogHash.OfLeaf("x"u8)).SignedBy(other);
        Assert.Throws<FormatException>(() => Checkpoint.Open(note, _signer.Verifier));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name")]
    [InlineData("text\n\n— name !!!\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("te\u0001xt\n\n— name AAAAAAAA\n")]
    public void What_is_no_note_is_refused(string note) => Assert.Throws<FormatException>(() => SignedNote.Parse(note));

    [Fact]
    public void A_note_of_any_length_is_bounded()
    {
        Assert.Throws<FormatException>(() => SignedNote.Parse(new string('x', SignedNote.MaxLength + 1)));
        var many = string.Concat(Enumerable.Repeat("— name AAAAAAAA\n", SignedNote.MaxSignatures + 1));
        Assert.Throws<FormatException>(() => SignedNote.Parse($"text\n\n{many}"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("")]
    public void A_key_has_a_name_without_spaces(string name) => Assert.Throws<ArgumentException>(() => new NoteSigner(name, Seed));

    [Theory]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann")]
    public void A_verifier_key_that_contradicts_itself_is_refused(string key) => Assert.Throws<FormatException>(() => NoteVerifier.Parse(key));

    [Fact]
    public void The_signer_prints_no_secret()
    {
        Assert.DoesNotContain(Convert.ToBase64String(Seed), _signer.ToString(), StringComparison.Ordinal);
        Assert.Equal(64, _signer.Sign(Encoding.UTF8.GetBytes("x")).Length);
    }
}
