using Fluid.Ast;

namespace PromoOffers.Web.Messaging;

/// <summary>Collects the names that a template uses.</summary>
internal sealed class NamesInTemplate : AstVisitor
{
    public HashSet<string> Used { get; } = [];

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        if (memberExpression.Segments[0] is IdentifierSegment first) Used.Add(first.Identifier);
        return base.VisitMemberExpression(memberExpression);
    }
}
