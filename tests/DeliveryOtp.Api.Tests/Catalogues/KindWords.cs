using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Tests.Catalogues;

/// <summary>What each kind of entry tells, and who causes it. A kind that is missing here does not compile.</summary>
internal static class KindWords
{
    public static KindWord Of(EntryKind kind) => kind switch
    {
        EntryKind.Issued => new("The delivery was created, and its first code issued ([R1](rules.md#r1)). Who the recipient is stays out of the journal.", ActorRole.Retailer),
        EntryKind.Renewed => new(
            "A new code killed the one before it; the failed count stays ([R4](rules.md#r4)). By itself where a new doorstep session begins ([R7](rules.md#r7)).",
            ActorRole.Retailer,
            ActorRole.Support,
            ActorRole.System),
        EntryKind.Held => new(
            "No code lives until a new one is issued. By itself after `left_reported` ([R19](rules.md#r19)), and where the codes are used up ([R4](rules.md#r4)).",
            ActorRole.Retailer,
            ActorRole.Support,
            ActorRole.System),
        EntryKind.Unlocked => new("The lock was lifted: a new code and three new tries ([R3](rules.md#r3)).", ActorRole.Retailer, ActorRole.Support),
        EntryKind.Cancelled => new("The delivery was called off, for good.", ActorRole.Retailer),
        EntryKind.Expired => new("The delivery's time was over ([R5](rules.md#r5)).", ActorRole.System),
        EntryKind.Changed => new(
            "The retailer changed data ([R5](rules.md#r5)). With a new code, and its webhook, where there is a `generation`; the recipient's contact and metadata themselves stay out of the journal.",
            ActorRole.Retailer),
        EntryKind.Arrived => new("A courier said that they are at the door ([R6](rules.md#r6)), whatever became of it ([R13](rules.md#r13)).", ActorRole.Courier),
        EntryKind.Attempted => new("A courier asked to confirm the delivery ([R12](rules.md#r12)), whatever became of it ([R13](rules.md#r13)). Never the digits.", ActorRole.Courier),
        EntryKind.SessionClosed => new("A doorstep session ended without acceptance, and its code with it ([R7](rules.md#r7)).", ActorRole.System),
        EntryKind.Revealed => new("The recipient said that a courier is in front of them ([R9](rules.md#r9)): a showing began, perhaps with a new code, or lasts longer now.", ActorRole.Recipient),
        EntryKind.Hidden => new("A showing ended ([R9](rules.md#r9)): the recipient hid the code, or its time was up.", ActorRole.Recipient, ActorRole.System),
        EntryKind.Denied => new("The recipient said that nobody is there ([R9](rules.md#r9)). The session closes with the next entry.", ActorRole.Recipient),
        EntryKind.LeftReported => new("The recipient said that the courier left with the parcel ([R19](rules.md#r19)).", ActorRole.Recipient),
        EntryKind.Received => new("The recipient said that they have it ([R19](rules.md#r19)).", ActorRole.Recipient),
        EntryKind.Contested => new(
            "The recipient said that the accepted delivery was none ([R19](rules.md#r19)). With a `reason` where support wrote it down in their name.",
            ActorRole.Recipient,
            ActorRole.Support),
        EntryKind.SignalRaised => new("What couriers did elsewhere raised a [signal](signals.md) about an entry of this delivery.", ActorRole.System),
        EntryKind.Viewed => new("Support looked at the delivery.", ActorRole.Support),
        EntryKind.Noted => new("Something worth knowing was written down.", ActorRole.Retailer, ActorRole.Support),
        EntryKind.LinkSent => new("The recipient's link was sent anew, to the recorded address ([R20](rules.md#r20)).", ActorRole.Retailer, ActorRole.Support),
        EntryKind.DisputeOpened => new(
            "A dispute opened: a decision is due. By itself behind a `contested` ([R19](rules.md#r19)).",
            ActorRole.Retailer,
            ActorRole.Support,
            ActorRole.System),
        EntryKind.DisputeNoted => new("Something was found out about a dispute.", ActorRole.Retailer, ActorRole.Support),
        EntryKind.DisputeDecided => new("A dispute was decided, for good.", ActorRole.Retailer, ActorRole.Support),
    };
}

/// <summary>What a kind tells, and who causes it; the system is the service itself.</summary>
internal sealed record KindWord(string Meaning, params ActorRole[] Actors);
