using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Domain.Deliveries;

/// <content>What is written down about a delivery when something went wrong, and how that ends. None of it touches a code.</content>
public sealed partial record Delivery
{
    /// <summary>How often the recipient's link may be sent anew: support has no business in flooding a mailbox.</summary>
    public const int LinksSentLimit = 20;

    /// <summary>The dispute that waits for its decision; null: none does. There is one at most.</summary>
    public DisputeId? OpenDispute { get; init; }

    /// <summary>How often the recipient's link was sent anew.</summary>
    public int LinksSent { get; init; }

    /// <summary>Something worth knowing, in the words of support or of the retailer.</summary>
    public Decision Note(string text, DateTimeOffset now) => Settle(now).Then(new Noted(text));

    /// <summary>R20: sends the present link once more, to where the recipient is reached, and to nobody else.</summary>
    /// <param name="keys">One of them made the link.</param>
    /// <param name="canMail">The service has somebody who takes mails.</param>
    /// <param name="now">The time.</param>
    public Decision SendLink(CodeKeyRing keys, bool canMail, DateTimeOffset now)
    {
        var settled = Settle(now);
        return WhyNoLink(keys, canMail) is { } conflict ? settled.Refuse(conflict) : settled.Then(new LinkSent(LinkVersion));
    }

    /// <summary>Why the link can't be sent anew; null: it can.</summary>
    public StateConflict? WhyNoLink(CodeKeyRing keys, bool canMail)
    {
        if (Policy.RecipientMessages != RecipientMessages.Email || !canMail)
            return StateConflict.MailsAreOff;
        if (Recipient?.Email is null)
            return StateConflict.NoAddress;
        if (LinkDigest is null || keys.FindLink(Id, LinkVersion, LinkDigest) is null)
            return StateConflict.LinkIsGone;
        return LinksSent < LinksSentLimit ? null : StateConflict.TooManyLinks;
    }

    /// <summary>Somebody says that something is wrong; a decision is due. One at a time.</summary>
    public Decision BeginDispute(DisputeOpened opened, DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After.OpenDispute is null ? settled.Then(opened) : settled.Refuse(StateConflict.DisputeIsOpen);
    }

    /// <summary>What was found out about a dispute that is open.</summary>
    public Decision NoteDispute(Dispute dispute, string text, DateTimeOffset now)
    {
        var settled = Settle(now);
        return settled.After.OpenDispute == dispute.Id
            ? settled.Then(new DisputeNoted(dispute.Id, text))
            : settled.Refuse(StateConflict.DisputeIsDecided);
    }

    /// <summary>Ends a dispute for good, unless its grounds don't bear it.</summary>
    /// <param name="dispute">Which.</param>
    /// <param name="decision">How.</param>
    /// <param name="record">What the record says about grounds now.</param>
    /// <param name="now">The time.</param>
    public Decision Decide(Dispute dispute, DisputeDecision decision, GroundsOnRecord record, DateTimeOffset now)
    {
        var settled = Settle(now);
        if (settled.After.OpenDispute != dispute.Id)
            return settled.Refuse(StateConflict.DisputeIsDecided);
        return record.Refuse(decision) is { } insufficient
            ? settled with { Insufficient = insufficient }
            : settled.Then(new DisputeDecided(dispute.Id, dispute.Kind, decision));
    }
}
