using System.Text.Json;
using DeliveryOtp.Evidence.Commitments;

namespace DeliveryOtp.Evidence.Tests;

public sealed class CommitmentTests
{
    private static readonly JsonElement Place = JsonDocument.Parse("""{"latitude_microdegrees":48856610,"longitude_microdegrees":2352220}""").RootElement;

    [Fact]
    public void A_commitment_opens_with_its_salt_and_its_fields_however_they_are_spelt()
    {
        var salt = GroupCommitment.NewSalt();
        var commitment = GroupCommitment.Of(salt, Place);
        Assert.Equal(GroupCommitment.Bytes, commitment.Length);
        Assert.True(GroupCommitment.Opens(commitment, salt, JsonDocument.Parse("""{ "longitude_microdegrees": 2352220, "latitude_microdegrees": 4.885661e7 }""").RootElement));
        Assert.False(GroupCommitment.Opens(commitment, salt, JsonDocument.Parse("""{"latitude_microdegrees":48856611,"longitude_microdegrees":2352220}""").RootElement));
        Assert.False(GroupCommitment.Opens(commitment, GroupCommitment.NewSalt(), Place));
        Assert.False(GroupCommitment.Opens(commitment, [], Place));
    }

    [Fact]
    public void The_same_fields_have_another_commitment_each_time() =>
        Assert.NotEqual(GroupCommitment.Of(GroupCommitment.NewSalt(), Place), GroupCommitment.Of(GroupCommitment.NewSalt(), Place));

    [Fact]
    public void A_salt_is_neither_shorter_nor_longer() => Assert.Throws<ArgumentOutOfRangeException>(() => GroupCommitment.Of(new byte[15], Place));
}
