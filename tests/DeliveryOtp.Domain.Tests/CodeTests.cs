using System.Security.Cryptography;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Domain.Tests;

public sealed class CodeTests
{
    private static readonly DeliveryId Id = new(Guid.Parse("01900000-0000-7000-8000-000000000002"));

    [Theory]
    [InlineData("000000")]
    [InlineData("042917")]
    [InlineData("999999")]
    public void R1_six_digits_are_a_code_and_leading_zeros_count(string digits) =>
        Assert.Equal(digits, A.Code(digits).Reveal());

    [Theory]
    [InlineData("042 917")]
    [InlineData("042-917")]
    [InlineData(" 042917\n")]
    [InlineData("0 4 2 9 1 7")]
    [InlineData("042\u00a0–\u2212917")]
    [InlineData("٠٤٢٩١٧")] // Arabic-Indic
    [InlineData("۰۴۲۹۱۷")] // Persian
    [InlineData("०४२ ९१७")] // Devanagari
    [InlineData("０４２９１７")] // full width
    [InlineData("𝟎𝟒𝟐𝟗𝟏𝟕")]
    public void R12_a_code_is_read_as_people_type_it(string typed)
    {
        Assert.True(DeliveryCode.TryParse(typed, out var code));
        Assert.Equal("042917", code.Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData(" 12345")]
    [InlineData("12345a")]
    [InlineData("12345²")]
    [InlineData("12345Ⅵ")]
    [InlineData("12345六")]
    [InlineData("123.456")]
    [InlineData("123_456")]
    [InlineData("123\u200b456")]
    [InlineData("12345\ud835")]
    [InlineData("- - -")]
    public void R12_anything_else_is_not(string text) => Assert.False(DeliveryCode.TryParse(text, out _));

    /// <summary>
    /// χ² over the ten digits at each of six places, 60,000 codes. Ten digits: 9 degrees of freedom; 40 is passed by
    /// chance once in about 100,000 places.
    /// </summary>
    [Fact]
    public void R1_codes_are_uniform()
    {
        const int Codes = 60_000;
        var counts = new int[6, 10];
        for (var i = 0; i < Codes; i++)
        {
            var digits = DeliveryCode.Generate().Reveal();
            for (var place = 0; place < 6; place++)
                counts[place, digits[place] - '0']++;
        }

        for (var place = 0; place < 6; place++)
        {
            var expected = Codes / 10.0;
            var χ2 = Enumerable.Range(0, 10).Sum(digit => Math.Pow(counts[place, digit] - expected, 2) / expected);
            Assert.True(χ2 < 40, $"χ² {χ2:F1} at place {place}");
        }
    }

    [Fact]
    public void R2_a_code_masks_itself()
    {
        Assert.Equal("******", A.Code("042917").ToString());
        Assert.DoesNotContain("042917", A.Attempt("042917").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("042917", A.Fresh("042917").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sealed_code_opens_for_its_delivery_and_generation_only()
    {
        var live = A.Keys.Seal(Id, generation: 2, A.Code("042917"));
        Assert.Equal("042917", A.Keys.Open(Id, generation: 2, live).Reveal());
        Assert.ThrowsAny<CryptographicException>(() => A.Keys.Open(Id, generation: 1, live));
        Assert.ThrowsAny<CryptographicException>(() => A.Keys.Open(new DeliveryId(Guid.Empty), generation: 2, live));
    }

    [Fact]
    public void A_code_under_an_older_key_stays_comparable_and_new_ones_use_the_newest()
    {
        var old = A.Ring("old").Seal(Id, generation: 1, A.Code("042917"));
        var rotated = A.Ring("new", "old");
        Assert.True(rotated.Compare(Id, 1, old, [], A.Code("042917")).IsMatch);
        Assert.Equal("042917", rotated.Open(Id, generation: 1, old).Reveal());
        Assert.Equal("new", rotated.Seal(Id, generation: 1, A.Code("042917")).KeyId);
        Assert.Throws<UnknownCodeKeyException>(() => A.Ring("new").Compare(Id, 1, old, [], A.Code("042917")));
    }

    [Fact]
    public void The_same_digits_have_other_digests_on_other_deliveries_and_under_other_keys()
    {
        var digest = A.Keys.Seal(Id, generation: 1, A.Code("042917")).Digest;
        Assert.NotEqual(digest, A.Keys.Seal(new DeliveryId(Guid.Empty), generation: 1, A.Code("042917")).Digest);
        Assert.NotEqual(digest, A.Ring("k2").Seal(Id, generation: 1, A.Code("042917")).Digest);
    }

    [Fact]
    public void A_short_secret_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CodeKey("k", new byte[31]));

    [Fact]
    public void A_request_is_recognised_across_a_key_rotation()
    {
        var digest = A.Ring("old").DigestRequest("request"u8);
        Assert.True(A.Ring("new", "old").IsSameRequest("request"u8, digest));
        Assert.False(A.Ring("new", "old").IsSameRequest("another"u8, digest));
        Assert.False(A.Ring("new").IsSameRequest("request"u8, digest));
    }
}
