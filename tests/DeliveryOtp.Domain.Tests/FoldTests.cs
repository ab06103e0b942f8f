using System.Collections.Immutable;
using CsCheck;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Tests;

/// <summary>Whatever is done in whatever order, the rules hold and the journal tells all of it.</summary>
public sealed class FoldTests
{
    private static readonly Gen<Func<Delivery, DateTimeOffset, Step?>> Command = Gen.OneOf(
        Typed("042917"),
        Typed("555555"),
        Typed("111111"),
        Typed("12ab"),
        Gen.Const<Func<Delivery, DateTimeOffset, Step?>>((d, now) => d.Confirm(A.Attempt("111111", A.Fix(5000)), A.Keys, now)),
        Gen.Const<Func<Delivery, DateTimeOffset, Step?>>((d, now) => d.Reissue(A.Fresh("555555"), now).Step),
        Gen.Const<Func<Delivery, DateTimeOffset, Step?>>((d, now) => d.Unlock("why", A.Fresh("555555"), now).Step),
        Gen.Const<Func<Delivery, DateTimeOffset, Step?>>((d, now) => d.Hold("why", now).Step),
        Gen.Frequency((1, Gen.Const<Func<Delivery, DateTimeOffset, Step?>>((d, now) => d.Cancel("why", now).Step)), (9, Typed("222222"))),
        Gen.Const<Func<Delivery, DateTimeOffset, Step?>>((d, now) => d.Expire(now)),
        Gen.Const<Func<Delivery, DateTimeOffset, Step?>>((d, _) => d.View("delivery")),
        Gen.String[1, 3].Select<string, Func<Delivery, DateTimeOffset, Step?>>(name => (d, now) =>
            d.Change(new CourierChange(new CourierId(name)), A.Fresh("555555"), now).Step));

    private static readonly ImmutableSortedDictionary<string, int> NoSignals = ImmutableSortedDictionary<string, int>.Empty;

    [Fact]
    public void R3_R14_any_sequence_of_commands_keeps_the_rules_and_is_the_fold_of_its_journal() =>
        Gen.Select(Command, Gen.Int[0, 7200]).Array[0, 60].Sample(commands =>
        {
            var issued = A.Delivery();
            var (state, folded, now) = (issued, issued, A.Noon);
            var (wrong, accepted) = (0, 0);
            foreach (var (command, passedS) in commands)
            {
                now = now.AddSeconds(passedS);
                if (command(state, now) is not { } step)
                    continue;

                Assert.Equal(state.Sequence + 1, step.After.Sequence);
                if (step.Event is Attempted { Verdict: var verdict })
                {
                    Assert.Equal(verdict.Compared, verdict.Outcome is AttemptOutcome.Accepted or AttemptOutcome.WrongCode);
                    Assert.False(verdict.Compared && state.StatusAt(now) != DeliveryStatus.Pending);
                    wrong += verdict.Outcome == AttemptOutcome.WrongCode ? 1 : 0;
                    accepted += verdict.Outcome == AttemptOutcome.Accepted ? 1 : 0;
                }

                wrong = step.Event is Unlocked ? 0 : wrong;
                state = step.After;
                folded = folded.Apply(step.Event, state.Code);
                Assert.Equal(wrong, state.FailedTries);
                Assert.Equal(state.Status == DeliveryStatus.Pending, state.Code is not null);
                Assert.InRange(state.Unlocks, 0, 2);
                Assert.InRange(state.GenerationsSinceUnlock, 1, 5);
            }

            Assert.InRange(wrong, 0, 3);
            Assert.InRange(accepted, 0, 1);
            Assert.Equal(Comparable(state), Comparable(folded));
        }, iter: 20_000, threads: 1);

    /// <summary>An immutable dictionary is equal to itself only; its content is what counts.</summary>
    private static (Delivery State, string Signals) Comparable(Delivery delivery) => (
        delivery with { Signals = NoSignals },
        string.Join(' ', delivery.Signals));

    private static Gen<Func<Delivery, DateTimeOffset, Step?>> Typed(string digits) =>
        Gen.Const<Func<Delivery, DateTimeOffset, Step?>>((delivery, now) =>
            delivery.Confirm(A.Attempt(digits, A.Fix() with { CapturedAt = now }), A.Keys, now));
}
