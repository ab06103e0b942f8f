using System.Security.Cryptography;
using System.Text;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Domain.Tests;

/// <summary>R12, row 12: the digits of an earlier code are an old message, and no guess. R4, R5: which codes count, and which live on.</summary>
public sealed class SupersededTests
{
    [Fact]
    public void R12_row_12_an_earlier_code_costs_no_try_and_opens_nothing()
    {
        var renewed = A.Delivery().Reissue(A.Fresh("555555"), A.Noon).After;
        var (after, verdict) = renewed.Try(A.Attempt("042917"));
        Assert.Equal((AttemptOutcome.SupersededCode, true, 3, 3), (verdict.Outcome, verdict.Compared, verdict.TriesLeft, after.TriesLeft));
        Assert.Empty(after.Visits.WrongTries);
        Assert.Equal(AttemptOutcome.WrongCode, after.Judge(A.Attempt("111111")).Outcome);
        Assert.Equal(AttemptOutcome.Accepted, after.Judge(A.Attempt("555555")).Outcome);
    }

    [Fact]
    public void R12_row_12_the_last_thirty_two_are_remembered()
    {
        var state = A.Delivery();
        for (var i = 1; i <= SupersededCode.Capacity + 1; i++)
            state = state.Reissue(A.Fresh($"{600_000 + i}"), A.Noon).After;
        Assert.Equal(SupersededCode.Capacity, state.Superseded.Count);
        Assert.Equal(AttemptOutcome.WrongCode, state.Judge(A.Attempt("042917")).Outcome);
        Assert.Equal(AttemptOutcome.SupersededCode, state.Judge(A.Attempt("600001")).Outcome);
        Assert.Equal(AttemptOutcome.SupersededCode, state.Judge(A.Attempt("600032")).Outcome);
    }

    [Fact]
    public void R12_row_12_one_whose_key_is_gone_is_passed_over()
    {
        var renewed = A.Delivery().Reissue(new FreshCode(A.Ring("k2", "k1"), A.Code("555555")), A.Noon).After;
        var attempt = A.Attempt("042917").At(A.Noon);
        var decision = renewed.Confirm(attempt, Standing.Clean, A.Ring("k2"), A.Noon);
        Assert.Equal(2, decision.After.TriesLeft);
    }

    [Fact]
    public void R2_no_digest_that_is_kept_stands_in_for_a_live_code()
    {
        // Whoever can write the row puts what the journal keeps of a guess, or an old code, in the place of the live one.
        var (state, verdict) = A.Delivery().Try(A.Attempt("111111"));
        var guess = state with { Code = new LiveCode(state.Code!.KeyId, verdict.PresentedDigest!, state.Code.Encrypted) };
        Assert.Equal(AttemptOutcome.WrongCode, guess.Judge(A.Attempt("111111")).Outcome);

        var renewed = A.Delivery().Reissue(A.Fresh("555555"), A.Noon).After;
        var old = renewed with { Code = new LiveCode(renewed.Code!.KeyId, renewed.Superseded[0].Digest, renewed.Code.Encrypted), Superseded = [] };
        Assert.Equal(AttemptOutcome.WrongCode, old.Judge(A.Attempt("042917")).Outcome);
    }

    [Fact]
    public void R2_a_code_of_the_first_version_is_good_until_it_dies_and_its_digest_alone_opens_nothing()
    {
        var state = A.Delivery();
        byte[] FirstDigest(string digits)
        {
            byte[] message = [.. state.Id.Value.ToByteArray(bigEndian: true), .. Encoding.ASCII.GetBytes(digits)];
            return HMACSHA256.HashData(A.Ring("k1").Keys[0].Derive("deliveryotp/code-digest/v1", 32), message);
        }

        var issued = state with { Code = new LiveCode("k1", FirstDigest("042917"), state.Code!.Encrypted) };
        Assert.Equal(AttemptOutcome.WrongCode, issued.Judge(A.Attempt("111111")).Outcome);
        Assert.Equal(AttemptOutcome.Accepted, issued.Judge(A.Attempt("042917")).Outcome);

        var renewed = issued.Reissue(A.Fresh("555555"), A.Noon).After;
        Assert.Equal(AttemptOutcome.SupersededCode, renewed.Judge(A.Attempt("042917")).Outcome);

        // What the journal of that time keeps of a guess, put in the place of the live one.
        var guess = state with { Code = new LiveCode("k1", FirstDigest("111111"), state.Code!.Encrypted) };
        Assert.Equal(AttemptOutcome.WrongCode, guess.Judge(A.Attempt("111111")).Outcome);
    }

    [Fact]
    public void R4_R5_moving_a_route_keeps_a_code_that_nobody_can_have_heard()
    {
        var state = A.Delivery();
        for (var i = 0; i < 9; i++)
        {
            state = state.Change(new CourierChange(new CourierId($"crr-{i}")), A.Fresh("555555"), A.Noon).After;
            state = state.Change(new ParcelChange(new ParcelBarcode($"TBA{i}")), A.Fresh("555555"), A.Noon).After;
        }

        Assert.Equal((1, DeliveryStatus.Pending), (state.Generation, state.Status));
        Assert.Equal(AttemptOutcome.Accepted, state.Judge(A.Attempt(courier: new CourierId("crr-8"), scan: new ParcelBarcode("TBA8"))).Outcome);
    }

    [Fact]
    public void R4_only_codes_that_replace_an_exposed_one_count()
    {
        var state = A.Delivery();
        for (var i = 0; i < 20; i++)
            state = state.Reissue(A.Fresh($"{600_000 + i}"), A.Noon).After;
        Assert.Equal((21, 1), (state.Generation, state.GenerationsSinceUnlock));

        // In a session each of them may have been heard.
        state = state.Arrive(A.Noon).After;
        for (var i = 0; i < 4; i++)
            state = state.Reissue(A.Fresh($"{700_000 + i}"), A.Noon).After;
        Assert.Equal(5, state.GenerationsSinceUnlock);
        Assert.Equal(StateConflict.NoGenerationsLeft, state.Reissue(A.Fresh("555555"), A.Noon).Conflict);
    }

    [Fact]
    public void R5_a_code_that_digits_were_compared_with_dies_of_a_new_courier()
    {
        var judged = A.Delivery().Try(A.Attempt("111111", hasFix: false)).After;
        Assert.Null(judged.Visits.Session);
        Assert.True(judged.IsExposed);
        var changed = judged.Change(new CourierChange(A.Courier), A.Fresh("555555"), A.Noon).After;
        Assert.Equal((2, AttemptOutcome.SupersededCode), (changed.Generation, changed.Judge(A.Attempt("042917")).Outcome));
    }
}
