using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Domain.Tests;

/// <summary>R20: whoever has the link is the recipient, and the service keeps only its digest.</summary>
public sealed class LinkTests
{
    private static readonly DeliveryId Id = A.Delivery().Id;
    private static readonly Recipient Recipient = new("fr", "a@example.org", Phone: null);

    [Fact]
    public void R20_a_link_survives_being_text()
    {
        var link = A.Keys.LinkTo(Id, version: 1);
        var text = link.Reveal();
        Assert.Matches("^[A-Za-z0-9_-]{64}$", text);
        Assert.True(RecipientLink.TryParse(text, out var parsed));
        Assert.Equal((Id, text), (parsed.DeliveryId, parsed.Reveal()));
        Assert.Equal(32, parsed.Digest.Length);
        Assert.True(parsed.Matches(link.Digest));
    }

    [Fact]
    public void R20_no_other_text_opens()
    {
        var link = A.Keys.LinkTo(Id, version: 1);
        var text = link.Reveal();
        for (var i = 0; i < text.Length; i++)
        {
            var tampered = text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..];
            Assert.True(RecipientLink.TryParse(tampered, out var other));
            Assert.False(other.DeliveryId == Id && other.Matches(link.Digest), $"tampered at {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")] // 63
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")] // 65
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAé")]
    public void R20_what_is_no_link_is_refused(string text)
    {
        Assert.False(RecipientLink.TryParse(text, out var link));
        Assert.Null(link);
    }

    [Fact]
    public void R20_a_link_masks_itself()
    {
        var link = A.Keys.LinkTo(Id, version: 1);
        Assert.Equal("recipient link", link.ToString());
        Assert.Equal("recipient", Recipient.ToString());
    }

    [Fact]
    public void R20_issuing_keeps_the_digest_of_the_first_link()
    {
        var delivery = A.Delivery();
        Assert.Equal(1, delivery.LinkVersion);
        Assert.True(A.Keys.LinkTo(delivery.Id, version: 1).Matches(delivery.LinkDigest));
        Assert.False(A.Keys.LinkTo(delivery.Id, version: 2).Matches(delivery.LinkDigest));
        Assert.False(A.Keys.LinkTo(new DeliveryId(Guid.Empty), version: 1).Matches(delivery.LinkDigest));
    }

    [Fact]
    public void R20_another_recipient_gets_another_link_and_the_old_one_is_dead()
    {
        var delivery = A.Delivery();
        var old = A.Keys.LinkTo(delivery.Id, version: 1);
        var changed = delivery.Change(new RecipientChange(Recipient), A.Fresh("555555"), A.Noon).After;
        Assert.Equal((2, Recipient), (changed.LinkVersion, changed.Recipient));
        Assert.False(old.Matches(changed.LinkDigest));
        Assert.True(A.Keys.LinkTo(delivery.Id, version: 2).Matches(changed.LinkDigest));

        var same = changed.Change(new RecipientChange(Recipient with { }), A.Fresh("666666"), A.Noon);
        Assert.Equal((0, 2), (same.Steps.Count, same.After.LinkVersion));
    }

    [Fact]
    public void R20_a_locked_delivery_changes_its_link_though_it_gets_no_code()
    {
        var changed = A.Delivery().After("111111", "222222", "333333")
            .Change(new RecipientChange(Recipient), A.Fresh("555555"), A.Noon).After;
        Assert.True(A.Keys.LinkTo(changed.Id, version: 2).Matches(changed.LinkDigest));
        Assert.Null(changed.Code);
    }

    [Fact]
    public void R20_other_changes_leave_the_link_alone()
    {
        var delivery = A.Delivery();
        var changed = delivery.Change(new CourierChange(A.Courier), A.Fresh("555555"), A.Noon).After
            .Change(new ParcelChange(new ParcelBarcode("TBA1")), A.Fresh("666666"), A.Noon).After
            .Reissue(A.Fresh("777777"), A.Noon).After;
        Assert.Equal((1, delivery.LinkDigest), (changed.LinkVersion, changed.LinkDigest));
    }

    [Fact]
    public void R20_a_link_is_found_again_across_a_key_rotation()
    {
        var old = A.Ring("old").LinkTo(Id, version: 3);
        Assert.Equal(old.Reveal(), A.Ring("new", "old").FindLink(Id, version: 3, old.Digest)!.Reveal());
        Assert.Null(A.Ring("new").FindLink(Id, version: 3, old.Digest));
        Assert.Null(A.Ring("new", "old").FindLink(Id, version: 2, old.Digest));
        Assert.NotEqual(old.Reveal(), A.Ring("new", "old").LinkTo(Id, version: 3).Reveal());
    }
}
